"""A picture under a floor plan."""

import pydeck as pdk


def under(deck: pdk.Deck, image: str, corners: list[list[float]], opacity: float) -> pdk.Deck:
    """Return the deck with a picture below its zones.

    Parameters
    ----------
    deck
        Of `floorplan.floor_deck`.
    image
        Data URL, so that nothing is asked of a network.
    corners
        Bottom left, top left, top right and bottom right in metres.
    opacity
        0 to 1.
    """
    quoted = f'"{image}"'  # unquoted texts are expressions to deck.gl
    layer = pdk.Layer("BitmapLayer", id="underlay", image=quoted, bounds=corners, opacity=opacity)
    deck.layers = [layer, *deck.layers]
    return deck
