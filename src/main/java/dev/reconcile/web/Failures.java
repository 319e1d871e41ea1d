package dev.reconcile.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.reconcile.workshop.Language;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Texts;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that can go wrong with a REST request, as {@code {"code": "busy", "message": "…"}} in the language that the client asks for. */
public class Failures {
    /** @param code for programs; @param message for people */
    public record ErrorBody(String code, String message) {}

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    @ServerExceptionMapper
    Response refused(Refused refused, HttpHeaders headers) {
        return response(refused.problem().code().status(), refused.problem(), headers);
    }

    /** What the framework refuses: unknown paths, wrong methods and media types, bodies that are not JSON. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure, HttpHeaders headers) {
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Problem problem = cause instanceof JsonProcessingException json ? Misread.problem(json)
                : status == NOT_FOUND ? new Problem(Problem.Code.PATH_UNKNOWN) : new Problem(Problem.Code.MESSAGE_UNREADABLE, failure.getMessage());
        return response(status, problem, headers);
    }

    /** A body that is JSON, but not of the right shape. */
    @ServerExceptionMapper
    Response shape(MismatchedInputException failure, HttpHeaders headers) {
        return response(BAD_REQUEST, Misread.problem(failure), headers);
    }

    /** A bug of ours: told in full in the server's log, and to the person that it was not their doing. */
    @ServerExceptionMapper
    Response bug(RuntimeException failure, HttpHeaders headers) {
        LOG.log(System.Logger.Level.ERROR, "A request failed", failure);
        return response(SERVER_ERROR, new Problem(Problem.Code.INTERNAL), headers);
    }

    private static Response response(int status, Problem problem, HttpHeaders headers) {
        Language language = Languages.accepted(headers.getAcceptableLanguages());
        String code = problem.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorBody(code, Texts.in(language).problem(problem)))
                .build();
    }
}
