package io.cxwarehouse.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.File;
import java.net.URL;

/**
 * Includes files of this machine and of the program, and nothing else: what a server answers would
 * decide what is read, written and published.
 */
final class LocalIncluder
    implements ConfigIncluder, ConfigIncluderURL, ConfigIncluderFile, ConfigIncluderClasspath {
  private final ConfigIncluder fallback;

  LocalIncluder(ConfigIncluder fallback) {
    this.fallback = fallback;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder other) {
    return other == this ? this : new LocalIncluder(other);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (what.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      throw refused(what);
    }
    return fallback.include(context, what);
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString());
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return ((ConfigIncluderFile) fallback).includeFile(context, what);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return ((ConfigIncluderClasspath) fallback).includeResources(context, what);
  }

  private static CxwException refused(String what) {
    return new CxwException(
        ExitCode.USAGE,
        "The configuration includes " + what.replaceAll("//[^/@]*@", "//…@") + ".",
        "files from elsewhere are not read: who can change them could change what is published",
        "Copy the file to this machine and include it by its path, such as include \"my-defaults.conf\".");
  }
}
