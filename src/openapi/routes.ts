import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type DiscoveryService, MetadataScanner } from '@nestjs/core';
import { NEED, type AccessRequirement } from '../access/access.guard.js';
import { GROUP, type GroupDescription, ROUTE, type RouteDescription } from '../http/openapi.decorators.js';

/** A route of the app, as its controller declares it. */
export interface Route {
  /** Unique: the controller's name and the handler's, as `claimsHistory`. */
  readonly operation: string;
  /** In lower case. */
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly parameters: readonly string[];
  /** Undefined where it isn't said: reading is then open to all, or takes the scope `read`. */
  readonly need: AccessRequirement | undefined;
  readonly group: GroupDescription;
  readonly description: RouteDescription;
}

/** Every route that a controller of the app declares, and the names of those that aren't described. */
export function routesOf(discovery: DiscoveryService): { routes: Route[]; undescribed: string[] } {
  const undescribed: string[] = [];
  const routes = discovery.getControllers().flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    return handlersOf(metatype).flatMap(([name, handler]) => {
      const route = routeOf(metatype, name, handler);
      if (!route) undescribed.push(`${metatype.name}.${name}`);
      return route ?? [];
    });
  });
  return { routes, undescribed };
}

type ControllerClass = Readonly<{ name: string; prototype: unknown }>;

function handlersOf(controller: ControllerClass): [name: string, handler: object][] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    return handler && Reflect.hasMetadata(PATH_METADATA, handler) ? [[name, handler] as [string, object]] : [];
  });
}

function routeOf(controller: ControllerClass, name: string, handler: object): Route | undefined {
  const group = metadata(GROUP, controller) as GroupDescription | undefined;
  const description = metadata(ROUTE, handler) as RouteDescription | undefined;
  if (!group || !description) return undefined;
  const path = pathOf(
    metadata(PATH_METADATA, controller) as string | undefined,
    metadata(PATH_METADATA, handler) as string | undefined,
  );
  return {
    operation: operationOf(controller.name, name),
    method:
      RequestMethod[
        (metadata(METHOD_METADATA, handler) as RequestMethod | undefined) ?? RequestMethod.GET
      ].toLowerCase(),
    path,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, parameter]) => parameter ?? []),
    need:
      (metadata(NEED, handler) as AccessRequirement | undefined) ??
      (metadata(NEED, controller) as AccessRequirement | undefined),
    group,
    description,
  };
}

const metadata = (key: string, target: object): unknown => Reflect.getMetadata(key, target);

function pathOf(controller = '', handler = ''): string {
  const parts = `${controller}/${handler}`.split('/').filter((part) => part !== '');
  return `/${parts.map((part) => part.replace(/^:(\w+)$/, '{$1}')).join('/')}`;
}

function operationOf(controller: string, handler: string): string {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}${handler.charAt(0).toUpperCase()}${handler.slice(1)}`;
}
