package dev.reconcile.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many who want to write at the same time. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TransactionsTest {
    private static final int MANY = 400;
    private static final int SECONDS = 60;

    @Test
    void a_crowd_waits_for_its_turns_and_nobody_is_refused_a_connection() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(Transactions.AT_ONCE);
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> done = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                done.add(crowd.submit(() -> Transactions.durable(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    full.countDown();
                    await(full);
                    Object one = Panache.getEntityManager().createNativeQuery("select 1").getSingleResult();
                    inside.decrementAndGet();
                    return one;
                })));
            }
            for (Future<Object> each : done) {
                assertThat(each.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
        assertThat(most).hasValue(Transactions.AT_ONCE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
