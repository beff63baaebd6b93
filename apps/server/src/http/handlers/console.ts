/** Signing in, and what runs. */
import type { FastifyRequest } from "fastify";
import { consoleCookie, consoleToken, LOGIN_SECONDS, noConsoleCookie } from "../access/console-cookie.js";
import { isLocalCall } from "../access/origin.js";
import { checkPassword, hashPassword } from "../access/password.js";
import { equalSecrets, hashSecret, newToken } from "../access/secrets.js";
import { auditEverywhere } from "../audit.js";
import type { Call, Handlers } from "../call.js";
import type { ServerContext } from "../context.js";
import { HttpProblem } from "../problem.js";
import { version } from "../stored-answers.js";

type ConsoleHandlers = Pick<Handlers, "consoleState" | "setUp" | "signIn" | "signOut" | "serverState">;
type AnyCall = Pick<Call<never>, "context" | "request" | "reply">;

export const consoleHandlers: ConsoleHandlers = {
  async consoleState({ context, request }) {
    const needsSetup = (await context.store.console.passwordHash()) === undefined;
    const needsCode = needsSetup && !isLocalCall(request);
    return { signedIn: await isSignedIn(context, request), needsSetup, needsCode };
  },

  async setUp({ context, request, reply, body }) {
    const { store, settings, random } = context;
    const code = body.code?.trim() ?? "";
    if (!isLocalCall(request) && !equalSecrets(code, context.setupCode)) {
      throw new HttpProblem(403, "wrong-code", "the code that the server printed when it started");
    }
    if ((await store.console.passwordHash()) !== undefined) throw alreadySetUp();
    const { passwordCost: cost } = settings;
    const hash = await hashPassword(body.password, cost === undefined ? { random } : { cost, random });
    if (!(await store.console.choosePassword(hash))) throw alreadySetUp();
    await auditEverywhere(context, "console.set-up", request.ip);
    await beginLogin({ context, request, reply });
    return undefined;
  },

  async signIn({ context, request, reply, body }) {
    const hash = await context.store.console.passwordHash();
    if (hash === undefined || !(await checkPassword(body.password, hash))) {
      throw new HttpProblem(403, "wrong-password", "not the console's password");
    }
    await auditEverywhere(context, "console.signed-in", request.ip);
    await beginLogin({ context, request, reply });
    return undefined;
  },

  async signOut({ context, request, reply }) {
    const token = consoleToken(request);
    if (token !== undefined) await context.store.console.removeLogin(hashSecret(token));
    reply.header("set-cookie", noConsoleCookie(isSecure(request)));
    return undefined;
  },

  async serverState({ context }) {
    const { recogniser, engine, store } = context;
    const { model } = recogniser;
    return {
      version: context.version,
      model: model === null ? null : { ...version(model), card: model.card },
      detector: engine.detector,
      predictors: recogniser.predictors.map(({ address, healthy, outstanding }) => ({
        address,
        healthy,
        outstanding,
      })),
      database: store.kind,
      liveSessions: engine.liveSessions,
      waitingBlocks: engine.waitingBlocks,
    };
  },
};

async function beginLogin({ context, request, reply }: AnyCall): Promise<void> {
  const token = newToken(context.random);
  const expiresAt = new Date(context.clock() + LOGIN_SECONDS * 1000);
  await context.store.console.addLogin({ tokenHash: hashSecret(token), expiresAt });
  reply.header("set-cookie", consoleCookie(token, isSecure(request)));
}

async function isSignedIn({ store, clock }: ServerContext, request: FastifyRequest): Promise<boolean> {
  const token = consoleToken(request);
  return token !== undefined && (await store.console.hasLogin(hashSecret(token), new Date(clock())));
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === "https";
}

function alreadySetUp(): HttpProblem {
  return new HttpProblem(409, "set-up-already", "a password was chosen before");
}
