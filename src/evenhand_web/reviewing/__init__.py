"""What a reviewer has in hand: the seat in a case, the draft with all its versions, and what came back."""
