import { isNativeError } from 'node:util/types';

/**
 * Jest gives every test file its own `Error`, while errors of Node's sockets come from outside and are no instance of
 * it. The SDK asks `instanceof Error` and otherwise wraps such an error so that its code is lost, which it never
 * does outside Jest. Importing this file makes any native error an instance of `Error`, and of nothing more.
 */
Object.defineProperty(Error, Symbol.hasInstance, {
  configurable: true,
  value(this: unknown, value: unknown): boolean {
    if (this === Error && isNativeError(value)) return true;
    return Reflect.apply(Function.prototype[Symbol.hasInstance], this, [value]);
  },
});
