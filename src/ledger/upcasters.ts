import type { Upcaster } from '../event-log/upcasting-event-log.js';

/** Upcasters of older schema versions. None yet: every event has version 1. */
export const UPCASTERS: readonly Upcaster[] = [];
