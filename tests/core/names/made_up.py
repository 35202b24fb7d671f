# ruff: noqa: RUF001 - the letters of many languages are what is tested
"""Names of nobody in many cultures, drawn for tests, and harmless ways to write one otherwise."""

from hypothesis import strategies as st

from evenhand.names.vocabulary import person_words

GIVEN = (
    "Jane", "Milo", "Clara", "Desmond", "Ingrid", "José", "María", "Xóchitl", "Guadalupe", "João", "Beatriz",
    "Giulia", "François", "Zoë", "Jürgen", "Björn", "Søren", "Þóra", "Łukasz", "Małgorzata", "Đorđe",
    "Yevgeny", "Ольга", "László", "Ioana", "Athanasios", "Hovhannes", "Anahit", "Arash", "Shirin", "Mohammed",
    "Khadija", "Yusuf", "Ayşe", "Priya", "Gurpreet", "Srinivasan", "Minh", "Thị", "Xiaoming", "Min-jun",
    "Haruto", "Chinedu", "Ngozi", "Tekle", "Malia", "Kaʻiulani", "Sione",
)  # fmt: skip
FAMILY = (
    "Roe", "Tarvale", "Solbury", "Quistgaard", "O'Hallan", "McAllerdyce", "Smith-Jones", "García",
    "Hernández", "Núñez", "Etxeberría", "Carvalho", "Marchetti", "Lefèvre", "Müller", "Østergaard",
    "Sigurðardóttir", "Wójcik", "Kovačević", "Петров", "Horváth", "Papadakis", "Petrosyan", "Karimi",
    "Al-Rashid", "Yıldız", "Raghunathan", "Nguyễn", "Đỗ", "Zhang", "Tanaka", "Okonkwo", "Hailemariam",
    "Keʻeau", "Tupou", "Dimaculangan",
)  # fmt: skip
TWO_WORDS = ("de la Cruz", "van der Berg", "von Hohenfeld", "García López", "bin Salim", "St. Clairmont", "dos Anjos")
DEGREES = (
    ", M.D.", ", MD", " MD", ", M.D., Ph.D.", " MD PHD", ", MD/PhD", ", D.C., QME", ", MBBS, FRCS", ", PA-C",
    ", Ph. D.", ", M.D., Inc.", ", D.O., A Professional Corporation", ", Esq.", ", Attorney at Law", " - Treating",
    " (Requesting Physician)", ", FNP-BC", ", DDS; Secondary", ", M.D., F.A.C.S., QME",
)  # fmt: skip
TITLES = ("", "Dr. ", "Dr ", "Prof. ", "Ms. ", "Mr. ", "PTP: ", "Attn: ")

givens = st.sampled_from(GIVEN)
families = st.sampled_from(FAMILY + TWO_WORDS)
middles = st.sampled_from(("", "", "A. ", "Q ", "Marie ", "James "))
persons = st.builds(lambda given, middle, family: f"{given} {middle}{family}", givens, middles, families)
degrees = st.sampled_from(DEGREES)
titles = st.sampled_from(TITLES)
qualifiers = st.sampled_from(sorted(person_words().qualifiers - person_words().doubtful))
"""Every degree and part played that the comparison knows, as one word."""
