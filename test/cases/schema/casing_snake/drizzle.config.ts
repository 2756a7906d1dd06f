export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle', casing: 'snake_case' };
