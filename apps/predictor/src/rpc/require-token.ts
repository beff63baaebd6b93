import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestListener } from "node:http";

/**
 * Lets through only who knows the secret, before anything of the request's body is read. Compared as hashes, in a time
 * that tells nothing of how much was right.
 */
export function requireToken(token: string, next: RequestListener): RequestListener {
  const wanted = digest(`Bearer ${token}`);
  return (request, response) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ""), wanted)) return next(request, response);
    // As Connect's protocol writes an error.
    const body = JSON.stringify({ code: "unauthenticated", message: "a valid token is needed" });
    response.writeHead(401, {
      "content-type": "application/json",
      "www-authenticate": "Bearer",
      connection: "close",
    });
    response.end(body);
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
