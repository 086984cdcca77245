/** Any JSON value. No Date, bigint or undefined crosses the boundary of the log. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
