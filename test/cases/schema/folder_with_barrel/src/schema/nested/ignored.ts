throw new Error('a folder is not searched');
