// BlankSpaceTesting
