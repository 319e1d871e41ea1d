package dev.reconcile.api.custom;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule costs at most, without running it ({@code cel-go/checker/cost.go} and {@code apiserver/pkg/cel/library/cost.go}). Types are followed
 * as far as the schema and the expression tell them; Kubernetes' functions without a length count as one step.
 */
final class CelCost {
    private static final double TRAVERSAL = 0.1;
    private static final double PATTERN = 0.25;
    private static final long LIST = 10;
    private static final long MAP = 30;
    private static final long STRUCT = 40;

    /** What an expression is. @param size null if nothing tells it; @param type null if it is not known */
    private record Node(long cost, CelSize type, Long size) {
        static Node scalar(long cost) {
            return new Node(cost, SCALAR, null);
        }

        boolean is(CelSize.Kind kind) {
            return type != null && type.kind() == kind;
        }

        /** How long it is at most. */
        long length() {
            return size != null ? size : is(CelSize.Kind.SCALAR) ? 1 : Long.MAX_VALUE;
        }
    }

    private static final CelSize SCALAR = new CelSize(CelSize.Kind.SCALAR, 0, 1, null, Map.of());
    private static final CelSize ANY_LIST = new CelSize(CelSize.Kind.LIST, 0, 2, null, Map.of());
    private static final CelSize ANY_MAP = new CelSize(CelSize.Kind.MAP, 0, 2, null, Map.of());

    private final Map<String, Node> variables = new TreeMap<>();

    private CelCost() {}

    /** @param self what the rule is about */
    static long of(CelExpr rule, CelSize self) {
        CelCost cost = new CelCost();
        cost.variables.put("self", new Node(1, self, self.most()));
        cost.variables.put("oldSelf", new Node(1, self, self.most()));
        return cost.node(rule).cost();
    }

    private Node node(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> variables.getOrDefault(expression.ident().name(), new Node(1, null, null));
            case SELECT -> select(expression.select());
            case CALL -> call(expression.call());
            case LIST -> {
                long sum = LIST;
                for (CelExpr element : expression.list().elements()) {
                    sum = plus(sum, node(element).cost());
                }
                yield new Node(sum, ANY_LIST, (long) expression.list().elements().size());
            }
            case MAP -> {
                long sum = MAP;
                for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
                    sum = plus(sum, plus(node(entry.key()).cost(), node(entry.value()).cost()));
                }
                yield new Node(sum, ANY_MAP, (long) expression.map().entries().size());
            }
            case STRUCT -> new Node(STRUCT, null, null);
            case COMPREHENSION -> comprehension(expression.comprehension());
            case NOT_SET -> Node.scalar(0);
        };
    }

    private static Node constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> new Node(0, CelSize.TEXT, (long) constant.stringValue().codePointCount(0, constant.stringValue().length()));
            case BYTES_VALUE -> new Node(0, CelSize.TEXT, (long) constant.bytesValue().size());
            case NULL_VALUE -> new Node(0, null, null);
            default -> Node.scalar(0);
        };
    }

    private Node select(CelExpr.CelSelect select) {
        Node operand = node(select.operand());
        if (select.testOnly()) {
            return Node.scalar(operand.cost());
        }
        CelSize type = operand.type();
        if (type != null && type.kind() == CelSize.Kind.MAP) {
            return new Node(plus(operand.cost(), 1), type.element(), null);
        }
        CelSize field = type == null ? null : type.fields().get(select.field());
        return new Node(plus(operand.cost(), 1), field, field == null ? null : field.most());
    }

    private Node comprehension(CelExpr.CelComprehension loop) {
        Node range = node(loop.iterRange());
        Node start = node(loop.accuInit());
        Node before = variables.get(loop.iterVar());
        Node accumulated = variables.get(loop.accuVar());
        boolean map = range.is(CelSize.Kind.MAP) || range.is(CelSize.Kind.OBJECT);
        CelSize item = map ? CelSize.KEY : range.type() == null ? null : range.type().element();
        variables.put(loop.iterVar(), new Node(1, item, item == null ? null : item.most()));
        variables.put(loop.accuVar(), new Node(1, start.type(), null));
        long step = plus(node(loop.loopCondition()).cost(), node(loop.loopStep()).cost());
        long result = node(loop.result()).cost();
        restore(loop.iterVar(), before);
        restore(loop.accuVar(), accumulated);
        long sum = plus(plus(plus(range.cost(), start.cost()), result), times(range.length(), step));
        return new Node(sum, start.type(), range.length());
    }

    private void restore(String name, Node before) {
        if (before == null) {
            variables.remove(name);
        } else {
            variables.put(name, before);
        }
    }

    private Node call(CelExpr.CelCall call) {
        List<Node> nodes = new ArrayList<>();
        call.target().ifPresent(target -> nodes.add(node(target)));
        call.args().forEach(argument -> nodes.add(node(argument)));
        if (call.function().equals("_?_:_")) {
            Node yes = nodes.get(1);
            Node no = nodes.get(2);
            return new Node(plus(nodes.getFirst().cost(), Math.max(yes.cost(), no.cost())), yes.type(), Math.max(yes.length(), no.length()));
        }
        Node own = nodes.isEmpty() ? Node.scalar(1) : own(call.function(), nodes);
        long sum = own.cost();
        for (Node node : nodes) {
            sum = plus(sum, node.cost());
        }
        return new Node(sum, own.type(), own.size());
    }

    /** The call alone, without its arguments; the first of them is the target, if it has one. */
    private static Node own(String function, List<Node> nodes) {
        Node first = nodes.getFirst();
        Node last = nodes.getLast();
        return switch (function) {
            case "_&&_", "_||_" -> Node.scalar(0);
            case "_==_", "_!=_" -> Node.scalar(part(Math.min(first.length(), last.length()), TRAVERSAL));
            case "_<_", "_<=_", "_>_", "_>=_" -> Node.scalar(first.is(CelSize.Kind.TEXT) ? part(Math.min(first.length(), last.length()), TRAVERSAL) : 1);
            case "_+_" -> {
                long both = plus(first.length(), last.length());
                boolean text = first.is(CelSize.Kind.TEXT) || last.is(CelSize.Kind.TEXT);
                boolean list = first.is(CelSize.Kind.LIST) || last.is(CelSize.Kind.LIST);
                yield text ? new Node(part(both, TRAVERSAL), CelSize.TEXT, both) : list ? new Node(1, ANY_LIST, both) : Node.scalar(1);
            }
            case "@in" -> Node.scalar(last.is(CelSize.Kind.MAP) || last.is(CelSize.Kind.OBJECT) ? 1 : last.length());
            case "_[_]" -> {
                CelSize element = first.type() == null ? null : first.type().element();
                yield new Node(1, element, element == null ? null : element.most());
            }
            case "startsWith", "endsWith" -> Node.scalar(part(last.length(), TRAVERSAL));
            case "contains" -> Node.scalar(times(part(first.length(), TRAVERSAL), part(last.length(), TRAVERSAL)));
            case "matches", "find", "findAll" -> {
                long cost = times(part(plus(first.length(), 1), TRAVERSAL), part(nodes.get(1).length(), PATTERN));
                yield function.equals("matches") ? Node.scalar(cost) : function.equals("find") ? new Node(cost, CelSize.TEXT, first.length())
                        : new Node(cost, ANY_LIST, first.length());
            }
            case "lowerAscii", "upperAscii", "substring", "trim" -> new Node(part(first.length(), TRAVERSAL), CelSize.TEXT, first.length());
            case "replace" -> new Node(times(2, part(first.length(), TRAVERSAL)), CelSize.TEXT, first.length());
            case "split" -> new Node(times(2, part(first.length(), TRAVERSAL)), ANY_LIST, first.length());
            case "join" -> {
                long separator = nodes.size() > 1 ? last.length() : 0;
                long length = times(first.length(), plus(first.type() == null || first.type().element() == null ? Long.MAX_VALUE
                        : first.type().element().most(), separator));
                yield new Node(part(length, TRAVERSAL), CelSize.TEXT, length);
            }
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> {
                CelSize element = first.is(CelSize.Kind.LIST) ? first.type().element() : null;
                long each = element != null && element.kind() == CelSize.Kind.TEXT ? plus(1, part(element.most(), TRAVERSAL)) : 1;
                yield first.is(CelSize.Kind.TEXT) ? Node.scalar(part(first.length(), TRAVERSAL)) : Node.scalar(times(first.length(), each));
            }
            case "url", "isURL", "ip", "isIP", "cidr", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" -> Node.scalar(part(first.length(), TRAVERSAL));
            case "string" -> new Node(1, CelSize.TEXT, null);
            default -> Node.scalar(1);
        };
    }

    private static long part(long length, double factor) {
        return length == Long.MAX_VALUE ? (long) (Long.MAX_VALUE * factor) : (long) Math.ceil(length * factor);
    }

    private static long plus(long one, long other) {
        return one > 0 && other > Long.MAX_VALUE - one ? Long.MAX_VALUE : one + other;
    }

    private static long times(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }
}
