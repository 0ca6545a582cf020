package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.TestDatabase;
import java.util.List;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.Test;

class MyBatisTransactionsTest {

  interface Probe {
    @Select("SELECT @@tx_isolation")
    String isolation();
  }

  private final Transactions transactions =
      TestDatabase.shared().transactions(List.of(Probe.class));

  @Test
  void readsAndWritesRunAtTheirIsolationLevels() {
    assertThat(transactions.<String>read(tx -> tx.mapper(Probe.class).isolation()))
        .isEqualTo("REPEATABLE-READ");
    assertThat(transactions.<String>write(tx -> tx.mapper(Probe.class).isolation()))
        .isEqualTo("READ-COMMITTED");
  }
}
