module.exports = { dialect: 'postgresql', schema: ['./schema.cjs', './other.mjs', './typed.cts', './typed.mts'], out: './drizzle' };
