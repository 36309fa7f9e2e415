"""QR codes as SVG, drawn without a picture library."""

import segno


def svg(text: str) -> str:
    """An inline `<svg>` of the QR code for `text` (medium error correction, sized by CSS).

    Carries no style and no script, so that it stands under a strict content policy.
    """
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(omitsize=True, border=2, svgclass="qr", light="#fff")
