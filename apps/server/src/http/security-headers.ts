/**
 * What the console's pages may do: run and load what this server serves, nothing inline. Styles may be set by scripts
 * on elements, which charts do; that needs `unsafe-inline` for style attributes alone. Vega compiles expressions with
 * its interpreter, so no `unsafe-eval` is needed.
 */
export const CONTENT_SECURITY_POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "worker-src": ["'self'", "blob:"],
  "style-src": ["'self'"],
  "style-src-attr": ["'unsafe-inline'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};
