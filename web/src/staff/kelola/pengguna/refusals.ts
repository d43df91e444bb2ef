// Why something with a user is refused, in words that say what to do (docs/decisions/0022).
export const refusals: Readonly<Record<string, string>> = {
    "This action is unauthorized.":
        "Pengguna atau peran ini memuat izin mengatur yang tidak Anda miliki sendiri, misalnya " +
        "mengubah setelan. Hanya yang memilikinya dapat memberikannya. Minta Superadmin.",
    "The last Superadmin cannot lose the role.":
        "Ini Superadmin terakhir. Jadikan orang lain Superadmin dahulu, lalu ubah yang ini.",
    "The last Superadmin cannot be deleted.":
        "Ini Superadmin terakhir. Jadikan orang lain Superadmin dahulu, lalu hapus yang ini.",
    "The Superadmin role cannot be renamed.":
        "Peran Superadmin tidak dapat diganti namanya: aplikasi lain mengenalnya dengan nama itu.",
    "The Superadmin role cannot be deleted.": "Peran Superadmin tidak dapat dihapus.",
    "The Superadmin role always has every permission.": "Superadmin selalu memiliki semua izin.",
    "Only a Superadmin can delete a role that users have.":
        "Masih ada pengguna dengan peran ini. Pindahkan mereka ke peran lain dahulu, atau minta " +
        "Superadmin menghapusnya.",
};
