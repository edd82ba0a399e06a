package io.telltale.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class JvmTest {

    @Test
    void theLastLineOfAHistogramIsWhatIsReachable() throws Exception {
        assertThat(Jvm.total("""
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:        121218        4417952  [B (java.base@25)
                   2:            10            240  io.telltale.Total
                Total        121228        4418192
                """)).isEqualTo(4_418_192);
    }

    @Test
    void whatIsNoHistogramIsTold() {
        assertThatIOException()
                .isThrownBy(() -> Jvm.total("com.sun.tools.attach.AttachNotSupportedException\n  at …"))
                .withMessage("jcmd gave no histogram: com.sun.tools.attach.AttachNotSupportedException");
    }

    @Test
    void aVirtualMachineIsAskedByItsProcess() throws Exception {
        byte[] held = new byte[8 << 20];
        assertThat(new Jvm(ProcessHandle.current().pid()).liveBytes()).isGreaterThan(held.length);
    }
}
