package io.cxwarehouse.raw;

import java.util.Collection;
import java.util.Set;

/**
 * What is known of the files of earlier runs. Of very many only those are held that a plan can
 * depend on: it says what it needs before it asks.
 */
public interface KnownFiles {

  /** All files held by now, one for each path. */
  Collection<KnownFile> held();

  /** Files that lay in date folders ({@code source/entity/date}) will be held. */
  void needFolders(Set<String> folders);

  /** Files with these contents will be held, those left out that only repeat another's. */
  void needContents(Set<String> fileIds);

  /** Files with these contents will be held. */
  void needCopies(Set<String> fileIds);

  /** Files that are all held. */
  static KnownFiles of(Collection<KnownFile> all) {
    return new KnownFiles() {
      @Override
      public Collection<KnownFile> held() {
        return all;
      }

      @Override
      public void needFolders(Set<String> folders) {}

      @Override
      public void needContents(Set<String> fileIds) {}

      @Override
      public void needCopies(Set<String> fileIds) {}
    };
  }
}
