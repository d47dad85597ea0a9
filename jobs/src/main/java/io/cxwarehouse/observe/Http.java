package io.cxwarehouse.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends to an address, and tries again where that may help. */
final class Http {
  private static final List<Duration> WAITS =
      List.of(1, 2, 4).stream().map(Duration::ofSeconds).toList();

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TOO_MANY = 429;

  private final List<Duration> waits;
  private HttpClient opened;

  Http() {
    this(WAITS);
  }

  /**
   * @param waits before the second, the third … attempt
   */
  Http(List<Duration> waits) {
    this.waits = waits;
  }

  /**
   * Sends a text.
   *
   * @throws IOException if it was not taken; it says why, and names no address, which may be secret
   */
  void send(String method, URI to, String type, String body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(TIMEOUT)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpClient client = client();
    for (int tried = 0; ; tried++) {
      String failure;
      boolean mayPass = true;
      try {
        int status =
            client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          return;
        }
        failure = "it answered " + status;
        mayPass = status >= 500 || status == TOO_MANY;
      } catch (IOException e) {
        failure = e.getClass().getSimpleName();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      if (!mayPass || tried == waits.size()) {
        throw new IOException(failure + (tried > 0 ? ", tried " + (tried + 1) + " times" : ""));
      }
      pause(waits.get(tried));
    }
  }

  /** Made when something is to be sent; most runs send nothing. */
  private synchronized HttpClient client() {
    if (opened == null) {
      opened = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }
    return opened;
  }

  private static void pause(Duration wait) throws IOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
