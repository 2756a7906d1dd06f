// Hands the factories of modules to the loader, and what they share.
const sluice = globalThis.__sluice;

export const { host, environment, facade, requireFor } = sluice;
export const provide = (factories, otherwise) => sluice.provide(factories, otherwise);

// Names that Node's module has and sluice's has not: an error when one is called.
export function lacking(module, names) {
  const members = {};
  for (const name of names) {
    members[name] = function lacks() {
      return host.fail('SCRIPT.FORBIDDEN', `${module}.${name}() is not available in the evaluated code`, '');
    };
  }
  return members;
}
