// The type stripper, until the native one stands.
import { transform } from 'sucrase';

globalThis.__sluice.define('sluice:strip', {
  strip(source, file) {
    const transforms = [];
    if (/\.[mc]?tsx?$/.test(file)) transforms.push('typescript');
    if (/x$/.test(file)) transforms.push('jsx');
    if (/(^|[\n;}])\s*(import|export)\b/.test(source)) transforms.push('imports');
    if (transforms.length === 0) return source;
    return transform(source, { transforms, filePath: file, production: true, disableESTransforms: true })
      .code.replace(/\bimport\.meta\b/g, '__module.meta');
  },
});
