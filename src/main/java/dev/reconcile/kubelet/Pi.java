package dev.reconcile.kubelet;

import java.math.BigInteger;

/** What the example of a Job in Kubernetes' documentation computes. */
final class Pi {
    /** Digits that are computed beyond the wanted ones, so that rounding does not reach those. */
    private static final int GUARD = 10;

    private Pi() {}

    /** So many digits, the first before the point and the last rounded, with Machin's formula. */
    static String digits(int count) {
        BigInteger unity = BigInteger.TEN.pow(count - 1 + GUARD);
        BigInteger quarter = arctan(5, unity).multiply(BigInteger.valueOf(4)).subtract(arctan(239, unity));
        BigInteger half = BigInteger.TEN.pow(GUARD).shiftRight(1);
        String digits = quarter.multiply(BigInteger.valueOf(4)).add(half).divide(BigInteger.TEN.pow(GUARD)).toString();
        return digits.charAt(0) + "." + digits.substring(1);
    }

    /** The arcus tangens of 1/x, in parts of unity. */
    private static BigInteger arctan(int x, BigInteger unity) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = unity.divide(BigInteger.valueOf(x));
        BigInteger sum = power;
        for (int n = 3, sign = -1; power.signum() != 0; n += 2, sign = -sign) {
            power = power.divide(square);
            sum = sum.add(power.divide(BigInteger.valueOf((long) n * sign)));
        }
        return sum;
    }
}
