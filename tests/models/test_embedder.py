import numpy as np

from onrecord.models import Embedder

PAIRS = [
    ("Parliament passed a law on public assemblies.", "Deputies adopted new rules for demonstrations."),
    ("The prisoners were beaten by the guards.", "Inmates suffered ill-treatment in custody."),
    ("Women earn less than men for the same work.", "There is a gender pay gap."),
]


def test_vectors_have_length_one_and_like_sentences_are_nearest() -> None:
    lefts, rights = zip(*PAIRS, strict=True)
    embedder = Embedder()
    a, b = embedder.embed(lefts), embedder.embed(rights)
    assert a.shape == (3, 384)
    assert a.dtype == np.float32
    assert np.allclose(np.linalg.norm(a, axis=1), 1, atol=1e-5)
    assert (a @ b.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_nothing_gives_no_rows_and_odd_texts_give_finite_vectors() -> None:
    embedder = Embedder()
    assert embedder.embed([]).shape == (0, 384)
    assert np.isfinite(embedder.embed(["", "🙂", "word " * 5000, "\n"])).all()


def test_the_same_list_gives_the_same_vectors_and_company_changes_them_little() -> None:
    embedder = Embedder()
    texts = [side for pair in PAIRS for side in pair]
    together = embedder.embed(texts)
    assert np.array_equal(together, embedder.embed(texts))
    alone = np.concatenate([embedder.embed([t]) for t in texts])
    assert ((together * alone).sum(axis=1) > 0.97).all()
