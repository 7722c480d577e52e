package org.quorate.distributions.running;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of one cluster of four processes, as what is shipped runs it. Each class, and each test
 * in it, goes on where the one before has left the cluster: to start one takes longer than most
 * tests. A class of them alone is run by {@code -Dtest='ProcessesTest$Strangers'}.
 */
@Tag("thorough")
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ProcessesTest {
  @TempDir static Path scratch;
  private static ProcessCluster cluster;

  @BeforeAll
  static void startsACluster() throws Exception {
    cluster = ProcessCluster.started(scratch);
  }

  @AfterAll
  static void leavesNoProcessBehind() throws IOException {
    cluster.close();
  }

  @Nested
  @Order(1)
  class Values extends LargeValues {
    Values() {
      super(cluster);
    }
  }

  @Nested
  @Order(2)
  class Strangers extends HostilePeers {
    Strangers() {
      super(cluster);
    }
  }

  @Nested
  @Order(3)
  class Failures extends FailingReplicas {
    Failures() {
      super(cluster);
    }
  }

  @Nested
  @Order(4)
  class Disks extends FailingDisks {
    Disks() {
      super(cluster);
    }
  }

  @Nested
  @Order(5)
  class End extends Decommissioning {
    End() {
      super(cluster);
    }
  }
}
