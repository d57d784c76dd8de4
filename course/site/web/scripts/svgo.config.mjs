// How the drawings in the pages are written shorter. Each stands in a page beside others, so its
// names (`id`) begin with the name of its file. Two digits after the point are finer than what
// a screen can show.
export default {
  multipass: true,
  floatPrecision: 2,
  plugins: [
    "convertStyleToAttrs",
    {
      name: "preset-default",
      params: { overrides: { removeUnknownsAndDefaults: { keepRoleAttr: true } } },
    },
    {
      name: "prefixIds",
      params: {
        delim: "-",
        prefix: (_, file) => file.path.match(/(\w+)\.svg$/)[1],
        prefixClassNames: false,
      },
    },
    "removeXMLNS",
  ],
};
