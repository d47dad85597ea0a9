package io.cxwarehouse.functions.clv;

import java.util.List;

/** The purchase models that there are. */
public final class Models {
  public static final List<Model> ALL =
      List.of(BetaGeometric.BG_NBD, BetaGeometric.MBG_NBD, new ParetoNbd());

  private Models() {}

  public static Model byName(String name) {
    for (Model model : ALL) {
      if (model.name().equals(name)) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "no purchase model " + name + "; known: " + ALL.stream().map(Model::name).toList());
  }
}
