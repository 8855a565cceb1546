"""Building models as they were brought in, so that a plan can be written into them later."""

import hashlib

from data.store.database import faults_told
from data.store.places import write_whole
from data.store.record import Record

MODELS = "models"  # folder and setting


class Models(Record):
    """Files of building models in the folder of a study, the newest of each name."""

    def save_model(self, name: str, content: bytes) -> None:
        """Keep a building model; one of the same name is replaced."""
        self._refuse_sealed()
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.folder / MODELS / f"{sha256[:16]}.bin"
        with faults_told(self.folder):
            write_whole(path, content)
        known = self.setting(MODELS, {})
        self.set_setting(MODELS, {**known, name: path.name})
        kept = {*self.setting(MODELS, {}).values()}
        for old in path.parent.glob("*.bin"):
            if old.name not in kept:
                old.unlink(missing_ok=True)

    def models(self) -> tuple[str, ...]:
        """Return the names of the models whose bytes are there, in the order they came."""
        known = self.setting(MODELS, {})
        return tuple(name for name, file in known.items() if self._model_file(file).exists())

    def model(self, name: str) -> bytes:
        """Return the bytes of a model of `models`.

        Raises
        ------
        KeyError
            There is no model of this name.
        """
        return self._model_file(self.setting(MODELS, {})[name]).read_bytes()

    def _model_file(self, file: str):
        return self.folder / MODELS / file
