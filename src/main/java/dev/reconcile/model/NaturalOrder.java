package dev.reconcile.model;

import java.util.Comparator;

/** The order in which go-yaml writes names: numbers inside them by value, letters after everything else ({@code sorter.go}). */
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return compareFrom(i, a, b);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int compareFrom(int i, String a, String b) {
        boolean aLetter = Character.isLetter(a.charAt(i));
        boolean bLetter = Character.isLetter(b.charAt(i));
        if (aLetter || bLetter) {
            return aLetter && bLetter ? Character.compare(a.charAt(i), b.charAt(i)) : aLetter ? 1 : -1;
        }
        // A zero inside a number is one of its digits; leading zeros are not, so that they only decide between equal numbers.
        boolean zero = a.charAt(i) == '0' || b.charAt(i) == '0';
        String lead = zero && insideNumber(a, i) ? "1" : "";
        int aEnd = digits(a, i);
        int bEnd = digits(b, i);
        int byValue = number(lead + a.substring(i, aEnd)).compareTo(number(lead + b.substring(i, bEnd)));
        if (byValue != 0) {
            return byValue;
        }
        return aEnd != bEnd ? Integer.compare(aEnd, bEnd) : Character.compare(a.charAt(i), b.charAt(i));
    }

    private static boolean insideNumber(String text, int i) {
        for (int j = i - 1; j >= 0 && Character.isDigit(text.charAt(j)); j--) {
            if (text.charAt(j) != '0') {
                return true;
            }
        }
        return false;
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static java.math.BigInteger number(String digits) {
        return digits.isEmpty() ? java.math.BigInteger.ZERO : new java.math.BigInteger(digits);
    }
}
