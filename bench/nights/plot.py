"""Bars of CPU seconds as SVG, one panel a scale: readable in light and in dark, and without colours."""

from __future__ import annotations

from html import escape

WIDTH, LABELS, NUMBERS, BAR, GAP, TITLE = 760, 210, 90, 22, 8, 44
COLOURS = {"ours": "#2f6db5", "spark": "#8a8f98", "duckdb": "#d98a1f"}


def svg(panels: list[tuple[str, list[tuple[str, float, str]]]]) -> str:
    height = sum(TITLE + len(bars) * (BAR + GAP) for _, bars in panels) + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="CPU seconds by step">',
        "<style>text{font:14px sans-serif;fill:#1d2733}.title{font-weight:600}.note{font-size:12px;fill:#55606e}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    y = 0
    for title, bars in panels:
        lines.append(f'<text class="title" x="16" y="{y + 28}">{escape(title)}</text>')
        y += TITLE
        longest = max(value for _, value, _ in bars)
        for label, value, kind in bars:
            width = max(1.0, value / longest * (WIDTH - LABELS - NUMBERS))
            middle = y + BAR * 0.72
            lines.append(f'<text x="{LABELS - 8}" y="{middle:.1f}" text-anchor="end">{escape(label)}</text>')
            lines.append(f'<rect x="{LABELS}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{COLOURS[kind]}"/>')
            lines.append(f'<text x="{LABELS + width + 6:.1f}" y="{middle:.1f}">{value:,.1f} s</text>')
            y += BAR + GAP
    lines.append(f'<text class="note" x="16" y="{y + 26}">CPU seconds, each panel on a scale of its own. Spark alone: the tables\' queries without writing.</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
