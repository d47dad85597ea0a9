package io.cxwarehouse.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import java.net.InetSocketAddress;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** What keeps the server from starting; how it serves is tested in airflow/tests/test_serve.py. */
class SqlServerTest {
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("0.0.0.0", 10015);

  @Test
  void othersThanThisMachineNeedALogin() {
    Configuration none = new Configuration(false);
    assertThatCode(() -> SqlServer.checkLogin(none, new InetSocketAddress("127.0.0.1", 10015)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SqlServer.checkLogin(none, ANYWHERE))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("let anybody in");
    Configuration sasl = new Configuration(false);
    sasl.set("hive.server2.authentication", "NoSasl");
    assertThatThrownBy(() -> SqlServer.checkLogin(sasl, ANYWHERE))
        .hasMessageContaining("let anybody in");
    Configuration ldap = new Configuration(false);
    ldap.set("hive.server2.authentication", "LDAP");
    assertThatCode(() -> SqlServer.checkLogin(ldap, ANYWHERE)).doesNotThrowAnyException();
  }

  @Test
  void theLocalRuntimeSaysWhatItLacks() {
    assertThatThrownBy(() -> Metastore.settings("thrift://meta:9083"))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("this Spark has no Hive")
        .hasMessageContaining("spark-submit");
  }
}
