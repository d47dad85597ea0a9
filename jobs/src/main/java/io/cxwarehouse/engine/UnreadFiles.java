package io.cxwarehouse.engine;

import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.KnownFiles;
import java.util.Collection;
import java.util.Set;

/** What is known of files, some of which are to be read again. */
record UnreadFiles(KnownFiles all, Set<KnownFile> again) implements KnownFiles {
  @Override
  public Collection<KnownFile> held() {
    return all.held().stream().map(file -> again.contains(file) ? file.unread() : file).toList();
  }

  @Override
  public void needFolders(Set<String> folders) {
    all.needFolders(folders);
  }

  @Override
  public void needContents(Set<String> fileIds) {
    all.needContents(fileIds);
  }

  @Override
  public void needCopies(Set<String> fileIds) {
    all.needCopies(fileIds);
  }
}
