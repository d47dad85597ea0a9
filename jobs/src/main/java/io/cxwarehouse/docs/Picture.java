package io.cxwarehouse.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a table or KPI comes from and goes to, drawn: what it reads to the left, what reads it to
 * the right.
 *
 * @param curves one SVG path per line between two boxes
 */
public record Picture(int width, int height, List<Box> boxes, List<String> curves) {
  private static final int BOX_WIDTH = 284;
  private static final int BOX_HEIGHT = 32;
  private static final int STEP = 40;
  private static final int GAP = 72;

  /** A box with a name in it, at a place. */
  public record Box(Link link, int x, int y, int width, int height, boolean isThis) {}

  static Picture of(Link middle, List<Link> inputs, List<Link> followers) {
    int rows = Math.max(1, Math.max(inputs.size(), followers.size()));
    int height = rows * STEP - (STEP - BOX_HEIGHT) + 2;
    List<Box> boxes = new ArrayList<>(column(inputs, 1, height));
    Box center = box(middle, 1 + BOX_WIDTH + GAP, (height - BOX_HEIGHT) / 2, true);
    List<Box> right = column(followers, 1 + 2 * (BOX_WIDTH + GAP), height);
    List<String> curves = new ArrayList<>();
    boxes.forEach(box -> curves.add(curve(box, center)));
    right.forEach(box -> curves.add(curve(center, box)));
    boxes.add(center);
    boxes.addAll(right);
    return new Picture(3 * BOX_WIDTH + 2 * GAP + 2, height, List.copyOf(boxes), curves);
  }

  private static List<Box> column(List<Link> links, int x, int height) {
    int top = (height - (links.size() * STEP - (STEP - BOX_HEIGHT))) / 2;
    List<Box> boxes = new ArrayList<>();
    for (Link link : links) {
      boxes.add(box(link, x, top + boxes.size() * STEP, false));
    }
    return boxes;
  }

  private static Box box(Link link, int x, int y, boolean isThis) {
    return new Box(link, x, y, BOX_WIDTH, BOX_HEIGHT, isThis);
  }

  private static String curve(Box from, Box to) {
    int x = from.x() + from.width();
    int y = from.y() + from.height() / 2;
    int endY = to.y() + to.height() / 2;
    int bend = (x + to.x()) / 2;
    return "M%d %dC%d %d %d %d %d %d".formatted(x, y, bend, y, bend, endY, to.x(), endY);
  }
}
