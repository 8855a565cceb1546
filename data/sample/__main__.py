"""``python -m data.sample``: build the sample library where it is missing, and say so."""

from data import sample

if __name__ == "__main__":
    built = sample.ensure()
    print("The sample library was built." if built else "The sample library is there.")
