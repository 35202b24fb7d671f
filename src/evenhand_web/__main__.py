"""`python -m evenhand_web`: the commands of the shell on their own."""

from evenhand_web.commands import shell

if __name__ == "__main__":
    shell()
