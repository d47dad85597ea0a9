package io.cxwarehouse.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Arrays of texts as Spark holds them. */
final class Texts {
  private Texts() {}

  /** The texts of an array, without nulls. */
  static List<UTF8String> of(ArrayData array) {
    List<UTF8String> texts = new ArrayList<>();
    for (int i = 0; i < array.numElements(); i++) {
      if (!array.isNullAt(i)) {
        texts.add((UTF8String) array.get(i, DataTypes.StringType));
      }
    }
    return texts;
  }

  static ArrayData array(Collection<String> texts) {
    return new GenericArrayData(texts.stream().map(UTF8String::fromString).toArray());
  }
}
