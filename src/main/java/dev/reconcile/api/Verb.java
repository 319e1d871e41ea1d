package dev.reconcile.api;

/** What a request does, in the words of Kubernetes' authorisation. */
public enum Verb {
    GET("get"),
    LIST("list"),
    WATCH("watch"),
    CREATE("create"),
    UPDATE("update"),
    PATCH("patch"),
    DELETE("delete"),
    DELETE_COLLECTION("deletecollection");

    private final String text;

    Verb(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
