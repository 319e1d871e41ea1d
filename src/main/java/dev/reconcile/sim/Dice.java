package dev.reconcile.sim;

/**
 * Seeded randomness whose whole state is one number, so that a cluster can be saved in the middle (SplitMix64).
 */
public final class Dice {
    /** Upstream's {@code rand.String} alphabet: no vowels, nothing that looks like another letter. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private long state;

    public Dice(long seedOrState) {
        this.state = seedOrState;
    }

    /** Goes on from a state that was saved. */
    public void restore(long state) {
        this.state = state;
    }

    public long state() {
        return state;
    }

    public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, bound). */
    public int below(int bound) {
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }

    /** Random letters as in generated names; upstream uses five. */
    public String suffix(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(below(ALPHABET.length())));
        }
        return text.toString();
    }

    /** A version 4 UUID. */
    public String uuid() {
        long high = nextLong() & 0xffffffffffff0fffL | 0x4000L;
        long low = nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new java.util.UUID(high, low).toString();
    }
}
