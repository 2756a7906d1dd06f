export default { dialect: 'postgresql', schema: './schema.ts', casing: 'snake_case' };
