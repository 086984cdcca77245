/** JSON as it may stand in an event: no Date, bigint or undefined ever crosses the log's boundary. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
