package io.cxwarehouse.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders of the class path, in a directory or in a jar. */
public final class ResourceFolder {
  private ResourceFolder() {}

  /** The folder, where the class path has it. */
  @SuppressWarnings("resource") // a jar's file system stays open for the life of the process
  static Optional<Path> find(String folder) throws IOException {
    URL url = ResourceFolder.class.getClassLoader().getResource(folder);
    if (url == null) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    if (!"jar".equals(uri.getScheme())) {
      return Optional.of(Path.of(uri));
    }
    FileSystem jar;
    try {
      jar = FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException e) {
      jar = FileSystems.getFileSystem(uri);
    }
    return Optional.of(jar.getPath("/" + folder));
  }

  /** The bytes of all files below a folder whose names have this ending, in order of name. */
  public static List<byte[]> contents(String folder, String ending) throws IOException {
    Optional<Path> found = find(folder);
    List<byte[]> result = new ArrayList<>();
    if (found.isPresent()) {
      try (Stream<Path> files = Files.walk(found.get())) {
        for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
          result.add(Files.readAllBytes(file));
        }
      }
    }
    return result;
  }
}
