import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hive.service.auth.PlainSaslHelper;
import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;

/**
 * A JDBC client: asks the address in its argument what each line of its input says, and answers
 * each with one line of JSON. A line {@code tables} or {@code columns of t} asks the driver's
 * metadata, {@code connect …} another address, and {@code raw port key value} opens a session with
 * a setting that no driver sends.
 */
public final class Ask {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    var input = new BufferedReader(new InputStreamReader(System.in));
    Connection connection = DriverManager.getConnection(args[0], "ana", "");
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      try {
        answer.put("rows", answer(connection, line.replace("\\n", "\n")));
      } catch (Exception e) {
        answer.put("error", String.valueOf(e.getMessage()));
      }
      System.out.println(json.writeValueAsString(answer));
    }
    connection.close();
  }

  private static List<List<String>> answer(Connection connection, String line)
      throws Exception {
    if (line.equals("tables")) {
      return rows(connection.getMetaData().getTables(null, "%", "%", null), 2, 3, 4, 5);
    }
    if (line.startsWith("columns of ")) {
      String table = line.substring("columns of ".length());
      return rows(connection.getMetaData().getColumns(null, "gold", table, "%"), 4, 6, 12);
    }
    if (line.startsWith("connect ")) {
      String address = line.substring("connect ".length());
      try (Connection other = DriverManager.getConnection(address, "ana", "")) {
        return answer(other, "SELECT 1");
      }
    }
    if (line.startsWith("raw ")) {
      String[] parts = line.split(" ");
      return raw(Integer.parseInt(parts[1]), parts[2], parts[3]);
    }
    try (Statement statement = connection.createStatement()) {
      return statement.execute(line) ? rows(statement.getResultSet()) : List.of();
    }
  }

  private static List<List<String>> raw(int port, String key, String value) throws Exception {
    TTransport transport =
        PlainSaslHelper.getPlainTransport("ana", "x", new TSocket("127.0.0.1", port));
    transport.open();
    TOpenSessionReq request = new TOpenSessionReq();
    request.setConfiguration(Map.of(key, value));
    var status = new TCLIService.Client(new TBinaryProtocol(transport)).OpenSession(request).getStatus();
    transport.close();
    if (status.getErrorMessage() != null) {
      throw new SQLException(status.getErrorMessage());
    }
    return List.of();
  }

  private static List<List<String>> rows(ResultSet set, int... chosen) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    while (set.next()) {
      List<String> row = new ArrayList<>();
      int width = chosen.length > 0 ? chosen.length : set.getMetaData().getColumnCount();
      for (int i = 0; i < width; i++) {
        row.add(set.getString(chosen.length > 0 ? chosen[i] : i + 1));
      }
      rows.add(row);
    }
    return rows;
  }
}
