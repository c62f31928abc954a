"""Tables of a PDF page: where ruling lines make a grid, and the text that stands in its cells."""

from dataclasses import dataclass

from portal.importers.blocks import Table
from portal.intake.formats.pdf_page import Box, Glyph
from portal.intake.formats.pdf_rows import rows_of

# Lines this near to each other are one, or touch.
NEAR = 3.5
RULES = 3000
FEWEST_CELLS = 2


@dataclass
class Grid:
    """One table on its page: the positions of its lines, and the region that each cell belongs to."""

    xs: list[float]
    ys: list[float]
    regions: dict[tuple[int, int], tuple[int, int]]

    @property
    def box(self) -> Box:
        """Its extent."""
        return Box(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph stands inside."""
        x, y = glyph.box.middle
        return self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]

    def cell(self, glyph: Glyph) -> tuple[int, int]:
        """(row, column) of the region's first cell that a glyph stands in."""
        x, y = glyph.box.middle
        column = sum(1 for line in self.xs[1:-1] if line < x)
        row = sum(1 for line in self.ys[1:-1] if line > y)
        return self.regions[row, column]


def grids(rules: list[Box]) -> list[Grid]:
    """The grids that the rules of a page make, from top to bottom."""
    found = []
    for group in _connected(rules[:RULES]):
        lying = [rule for rule in group if rule.right - rule.left > rule.top - rule.bottom]
        standing = [rule for rule in group if rule.right - rule.left <= rule.top - rule.bottom]
        xs = _positions([rule.middle[0] for rule in standing])
        ys = _positions([rule.middle[1] for rule in lying])[::-1]
        if len(xs) >= 2 and len(ys) >= 2:
            grid = Grid(xs, ys, _regions(xs, ys, lying, standing))
            if len(set(grid.regions.values())) >= FEWEST_CELLS:
                found.append(grid)
    return sorted(found, key=lambda grid: -grid.ys[0])


def filled(grid: Grid, glyphs: list[Glyph]) -> Table:
    """The table with the glyphs inside it as cell texts."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        inside.setdefault(grid.cell(glyph), []).append(glyph)
    texts = [["" for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    extent: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), (top, left) in grid.regions.items():
        down, across = extent.get((top, left), (1, 1))
        extent[top, left] = max(down, row - top + 1), max(across, column - left + 1)
    for (row, column), found in inside.items():
        texts[row][column] = _joined(found, grid.xs[column + extent[row, column][1]])
    spans = [(row, column, *size) for (row, column), size in extent.items() if size != (1, 1)]
    return Table(texts, spans) if any(map(any, texts)) else Table([])


def _joined(glyphs: list[Glyph], right: float) -> str:
    """A cell's text: a line that reaches the cell's right side goes on in the next one."""
    text, full = "", True
    for row in rows_of(glyphs):
        text += ("" if full else "\n") + row.text
        full = row.right > right - 2.2 * row.size
    return text.strip()


def _connected(rules: list[Box]) -> list[list[Box]]:
    """Groups of rules that touch each other directly or through others."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(rules)), key=lambda index: rules[index].left)
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            if rules[second].left > rules[first].right + NEAR:
                break
            if rules[first].bottom - NEAR <= rules[second].top and rules[second].bottom - NEAR <= rules[first].top:
                parent[root(first)] = root(second)
    groups: dict[int, list[Box]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _positions(values: list[float]) -> list[float]:
    """Positions in order, those that are nearly the same taken for one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] < NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _regions(
    xs: list[float], ys: list[float], lying: list[Box], standing: list[Box]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of the grid the first cell of the merged one that it belongs to: no line parts them."""
    regions: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            height, width = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            parted_left = column == 0 or any(
                abs(line.middle[0] - xs[column]) < NEAR and line.bottom < height < line.top for line in standing
            )
            parted_above = row == 0 or any(
                abs(line.middle[1] - ys[row]) < NEAR and line.left < width < line.right for line in lying
            )
            if not parted_left:
                regions[row, column] = regions[row, column - 1]
            elif not parted_above:
                regions[row, column] = regions[row - 1, column]
            else:
                regions[row, column] = (row, column)
    return regions
