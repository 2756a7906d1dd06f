export default async function named<T>(x: T) { return x }
