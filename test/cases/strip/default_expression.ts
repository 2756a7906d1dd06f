export default { a: 1 } as { a: number }
