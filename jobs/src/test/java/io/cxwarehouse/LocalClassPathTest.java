package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What {@code bin/cxw} runs with, as the build wrote it down. */
class LocalClassPathTest {
  /** Of these Spark ships an older one than it is built with. */
  private static final List<String> SHIPPED_OLDER = List.of("protobuf-java");

  private record Artefact(String group, String name, String version, Path file) {
    static Artefact of(String file) {
      Path path = Path.of(file);
      Path version = path.getParent();
      Path name = version.getParent();
      String group = name.getParent().toString().replaceAll(".*/repository/", "").replace('/', '.');
      return new Artefact(
          group, name.getFileName().toString(), version.getFileName().toString(), path);
    }
  }

  @Test
  void holdsNoTestLibrariesAndNothingOlderThanSparkWants() throws Exception {
    List<Artefact> artefacts = artefacts();
    assertThat(artefacts).extracting(Artefact::name).contains("spark-core_2.12", "netty-all");
    assertThat(artefacts)
        .extracting(Artefact::name)
        .noneMatch(name -> name.matches("(?i).*(junit|assertj|jqwik|archunit|scalatest|test).*"));
    Map<String, String> wanted = wanted(artefacts);
    assertThat(wanted).containsKeys("io.netty:netty-all", "org.apache.hadoop:hadoop-client-api");
    List<String> older = new ArrayList<>();
    for (Artefact artefact : artefacts) {
      // Spark names the version of all of Netty once.
      String name = artefact.group().equals("io.netty") ? "netty-all" : artefact.name();
      String least = wanted.get(artefact.group() + ":" + name);
      if (least != null
          && Arrays.compare(numbers(artefact.version()), numbers(least)) < 0
          && !SHIPPED_OLDER.contains(artefact.name())) {
        older.add(artefact.file().getFileName() + ": Spark wants " + least);
      }
    }
    assertThat(older).isEmpty();
  }

  private static List<Artefact> artefacts() throws IOException {
    String text = Files.readString(Path.of("target/classpath.txt")).strip();
    return Arrays.stream(text.split(System.getProperty("path.separator")))
        .map(Artefact::of)
        .toList();
  }

  /** The versions that Spark is built and tested with, from its own build file. */
  private static Map<String, String> wanted(List<Artefact> artefacts) throws Exception {
    Artefact core =
        artefacts.stream()
            .filter(a -> a.name().startsWith("spark-core_"))
            .findFirst()
            .orElseThrow();
    Path pom =
        core.file()
            .resolve("../../../spark-parent_2.12/" + core.version())
            .normalize()
            .resolve("spark-parent_2.12-" + core.version() + ".pom");
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    Map<String, String> properties = new HashMap<>();
    for (Element property : children(child(project, "properties"))) {
      properties.put(property.getTagName(), property.getTextContent());
    }
    Map<String, String> wanted = new HashMap<>();
    Element managed = child(child(project, "dependencyManagement"), "dependencies");
    for (Element dependency : children(managed)) {
      String version = filled(child(dependency, "version").getTextContent(), properties);
      String group = child(dependency, "groupId").getTextContent();
      String name = filled(child(dependency, "artifactId").getTextContent(), properties);
      if (!version.contains("${")) {
        wanted.put(group + ":" + name, version);
      }
    }
    return wanted;
  }

  private static String filled(String text, Map<String, String> properties) {
    Matcher named = Pattern.compile("\\$\\{([^}]+)}").matcher(text);
    return named.replaceAll(
        m -> Matcher.quoteReplacement(properties.getOrDefault(m.group(1), m.group())));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[.-]"))
        .filter(part -> part.matches("[0-9]+"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getTagName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
