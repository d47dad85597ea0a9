package io.cxwarehouse.generate;

import java.util.Locale;

/** Invented people and firms; addresses under the reserved domain {@code .example}. */
final class Names {
  static final String[] FIRST = {
    "Anna", "Ben", "Clara", "David", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Käthe",
    "Lukas", "Mia", "Noah", "Olga", "Paul", "Quentin", "Rosa", "Sören", "Theo", "Ute", "Viktor",
    "Wanda", "Xaver", "Yara", "Zoë", "Amélie", "Łukasz", "Jürgen", "Sinéad"
  };
  static final String[] LAST = {
    "Müller",
    "Schmidt",
    "Weber",
    "Dubois",
    "Smith",
    "Taylor",
    "Jansen",
    "de Vries",
    "Rossi",
    "Novák",
    "Kowalski",
    "Bauer",
    "Gruber",
    "Keller",
    "Meier",
    "Lefèvre",
    "Martin",
    "Brown",
    "O'Neill",
    "Garcia",
    "Peters",
    "Vogel",
    "Winter",
    "Sommer",
    "Köhler",
    "Brandt",
    "Lorenz",
    "Roth"
  };
  private static final String[] FIRM_HEAD = {
    "Blau", "Linden", "Hafen", "Berg", "Stern", "Rhein", "Alpen", "Nord", "West", "Eichen"
  };
  private static final String[] FIRM_TAIL = {
    "werk", "markt", "klinik", "logistik", "druck", "schule", "technik", "handel"
  };
  private static final String[] FIRM_FORM = {" GmbH", " AG", " & Co. KG", " Ltd", ", Inc."};

  private Names() {}

  static String firm(Draw draw) {
    return draw.pick(FIRM_HEAD) + draw.pick(FIRM_TAIL) + draw.pick(FIRM_FORM);
  }

  /** {@code first.last} in plain letters. */
  static String address(String first, String last) {
    return plain(first) + "." + plain(last);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ł", "l")
        .replace("é", "e")
        .replace("è", "e")
        .replace("ë", "e")
        .replace("á", "a")
        .replace("'", "")
        .replace(" ", "");
  }
}
