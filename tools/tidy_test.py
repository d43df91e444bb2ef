#!/usr/bin/env python3
"""tidy finds each kind of fault, and accepts good code."""
import pathlib
import subprocess
import tempfile
import unittest

import tidy

LISTED = {"src/features/queue/CMakeLists.txt": "antrean_module(queue SOURCES Queue.cpp)\n"}


class Tidy(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return tidy.check(root)

    def one(self, files, expected):
        found = self.faults(files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def source(self, text, expected):
        self.one({**LISTED, "src/features/queue/Queue.cpp": text}, expected)

    def good(self, text):
        self.assertEqual(self.faults({**LISTED, "src/features/queue/Queue.cpp": text}), [])

    def test_good_code_passes(self):
        self.good(
            "// std::endl may be spoken of\n"
            'auto const text = "std::endl {";\nauto const raw = R"(std::endl {)";\n'
            "int const many = 10'000; char const quote = '\"';\n"
        )

    def test_long_line(self):
        self.source("// " + "x" * 98 + "\n", "101 columns")

    def test_long_file(self):
        self.source("\n" * 401, "401 lines")

    def test_long_function(self):
        body = "    f();\n" * 69
        text = "namespace a {\nclass B {\n};\ntemplate <class T>\nvoid g(T t) {\n" + body + "}\n}\n"
        self.source(text, "Queue.cpp:4: a function of 72 lines")

    def test_long_table_is_no_function(self):
        self.good("constexpr int kTable[] = {\n" + "    f(1),\n" * 90 + "};\n")

    def test_two_functions_are_two(self):
        one = "void f() {\n" + "    g();\n" * 40 + "}\n"
        self.good("class A {\n" + one + one.replace("f()", "h()") + "};\n")

    def test_blanks_tabs_and_last_line(self):
        self.source("int a; \n", "blanks")
        self.source("\tint a;\n", "tab")
        self.source("int a;", "no line break")

    def test_banned_names(self):
        for text in [
            "auto a = std::stoi(b);",
            "std::regex a;",
            "out << std::endl;",
            "std::this_thread::sleep_for(a);",
            "thread.detach();",
            "auto a = std::chrono::system_clock::now();",
            "using namespace std;",
            "try { a(); } catch (...) {\n}",
            "class QueueManager;",
            "struct PatientData {};",
            "// TODO later",
            "// as ChatGPT said",
        ]:
            with self.subTest(text):
                self.source(text + "\n", "use ")

    def test_reference_into_what_grows(self):
        for text in [
            'auto const* y = a.if_contains("y");\na["x"] = *y;',
            'auto* y = a.if_contains("y");\na["x"] = std::move(*y);',
            'auto const* y = a->if_contains("y");\na->emplace("x", *y);',
            'auto& y = a["y"];\na["x"] = y;',
            'auto const& y = a.at("y");\na.insert_or_assign("x", y);',
            'a["x"] = a["y"];',
            'a.b["x"] = a.b["y"];',
            'a["x"] = a.at("y");',
            'a["x"] = *a.if_contains("y");',
            "a.push_back(a[0]);",
            "a.push_back(a.front());",
        ]:
            with self.subTest(text):
                self.source("void f() {\n" + text + "\n}\n", "use a copy")

    def test_copy_of_what_grows(self):
        for text in [
            'auto const* y = a.if_contains("y");\nb["x"] = *y;',
            'auto const* y = a.if_contains("y");\nauto copy = *y;\na["x"] = std::move(copy);',
            'auto const* y = a.if_contains("y");\n}\nvoid g() {\na["x"] = *y;',
            'auto const y = a.contains("y");\na["x"] = y;',
            'a["x"] = array{a["y"], "null"};',
            "b.a[x] = a[x];",
        ]:
            with self.subTest(text):
                self.good("void f() {\n" + text + "\n}\n")

    def test_capture_of_everything_at_the_edge(self):
        files = {
            "src/platform/server/CMakeLists.txt": "A.cpp\n",
            "src/platform/server/A.cpp": "auto a = [&] {};\n",
        }
        self.one(files, "captures by name")

    def test_source_in_no_list(self):
        self.one({"src/features/queue/Queue.cpp": "\n"}, "in no CMakeLists.txt")

    def test_name_that_is_part_of_another_does_not_count(self):
        files = {
            "src/features/queue/CMakeLists.txt": "MyQueue.cpp\n",
            "src/features/queue/Queue.cpp": "\n",
        }
        self.one(files, "in no CMakeLists.txt")

    def test_header_without_guard(self):
        self.one({"src/features/queue/Queue.hpp": "\n"}, "#pragma once")

    def test_query_that_nobody_runs(self):
        files = {"src/features/queue/sql/list_by_day.sql": "SELECT 1\n"}
        self.one(files, "kListByDay is used nowhere")

    def test_query_for_one_engine_only(self):
        files = {
            **LISTED,
            "src/features/queue/Queue.cpp": "f(sql::kListByDay);\n",
            "src/features/queue/sql/list_by_day.sqlite.sql": "SELECT 1\n",
        }
        self.one(files, "no text for postgres")

    def test_migration_for_one_engine_only(self):
        self.assertIn("one engine", self.faults({"migrations/sqlite/0001_a.sql": "\n"})[0])

    def test_gap_in_migrations(self):
        files = {f"migrations/{e}/000{n}_a.sql": "\n" for e in ("sqlite", "postgres") for n in "13"}
        self.one(files, "numbered [1, 3]")

    def test_long_readme(self):
        self.one({"src/features/queue/README.md": "line\n" * 21}, "more than 20 lines")

    def test_test_that_hides_others(self):
        self.one({"tests/api/a.test.ts": 'test.only("A", f);\n'}, ".only")

    def test_disabled_test(self):
        files = {
            "tests/unit/queue/CMakeLists.txt": "QueueTest.cpp\n",
            "tests/unit/queue/QueueTest.cpp": "TEST(Queue, DISABLED_Works) {}\n",
        }
        self.one(files, "DISABLED_")

    CONTRACT = {
        "docs/contract/4-json.md": "# 4 JSON\n\n## 4.3 Forms\n\n| 8 | text |\n",
        "docs/contract/7-cases.md": "# 7 Cases\n\n- **RS-9** Update.\n",
        "docs/contract/8-endpoints.md": "# 8 Endpoints\n\n## 8.1 All\n\n1. GET /up\n",
    }

    def cite(self, text):
        return {**self.CONTRACT, **LISTED, "src/features/queue/Queue.cpp": text}

    def test_citations_that_resolve(self):
        text = "// See RS-9 (contract, RS-9; contract 4.3-8).\n// Row 1 of the contract.\n"
        self.assertEqual(self.faults(self.cite(text + "// PHP 8.2 and UTF-8.\n")), [])

    def test_citation_that_leads_nowhere(self):
        for text, number in [
            ("// Moves (contract, RS-10).\n", "RS-10"),
            ("// Keeps RS-19.\n", "RS-19"),
            ("// As contract 4.2 has it.\n", "4.2"),
            ("// As the contract has it (4.3-9).\n", "4.3-9"),
            ("// Averages (contract, 4.3-8 to 9).\n", "4.3-9"),
            ("// As the\n// contract, section\n// 5, says.\n", "5"),
            ("// Rows 1 to 2 of the contract.\n", "8.1-2"),
        ]:
            with self.subTest(text):
                self.one(self.cite(text), f"{number} is not in docs/contract")

    def test_citation_of_what_a_reader_does_not_have(self):
        self.one(self.cite("// As in facts/contract.md.\n"), "facts/contract.md does not exist")

    def test_number_that_is_defined_twice(self):
        files = {**self.CONTRACT, "docs/contract/9-more.md": "# 9 More\n\n- **RS-9** Again.\n"}
        self.one(files, "RS-9 is defined twice")

    def test_link_that_leads_nowhere(self):
        files = {"docs/a.md": "[b](b.md), [c](../src/#c), [web](https://a.example/b)\n"}
        self.assertEqual(len(self.faults({**files, "src/a.cpp.md": "\n"})), 1)
        self.one({**files, "src/a.cpp.md": "\n"}, "b.md leads nowhere")

    def test_path_that_does_not_exist(self):
        self.good("// As queue/Queue.cpp and boost/url.hpp do.\n")
        self.source("// Is in db/A.hpp.\n", "db/A.hpp does not exist")
        self.one({"docs/a.md": "See `queue/Queues.cpp`.\n"}, "queue/Queues.cpp does not exist")

    def test_test_that_is_not_in_the_file_that_a_document_names(self):
        tests = {
            "tests/api/a.test.ts": 'test("IsThere", () => {});\n',
            "tests/web/b.test.ts": 'test("IsHere", () => {});\n',
        }
        for text in ("`IsThere` (a)", "`IsThere` and `IsThere` (`tests/api/a.test.ts`)", "`B` is C",
                     "shown (`IsThere`, a); `IsHere` (`tests/web/b.test.ts`)"):
            self.assertEqual(self.faults({**tests, "docs/security.md": f"{text}\n"}), [])
        for text, file in (
            ("`IsThere`, `IsGone` (a)", "tests/api/a.test.ts"),
            ("shown (`IsGone`, a)", "tests/api/a.test.ts"),
            ("`IsGone` (`tests/web/b.test.ts`)", "tests/web/b.test.ts"),
            ("`IsGone` (b)", "tests/api/b.test.ts"),
        ):
            with self.subTest(text):
                self.one({**tests, "docs/security.md": f"{text}\n"}, f"{file} has no IsGone")

    def test_package_without_a_licence(self):
        files = {
            "tools/packages.txt": "# group package\nbuild libfmt-dev\ntest libgtest-dev\n",
            "tests/package.json": '{"devDependencies": {"@types/ws": "1", "ws": "2"}}\n',
        }
        listed = "| libfmt-dev, libgtest-dev | @types/ws |\n"
        self.one({**files, "docs/third-party.md": listed}, "ws is missing")
        self.assertEqual(self.faults({**files, "docs/third-party.md": listed + "ws\n"}), [])

    def test_added_although_ignored(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "packages").mkdir()
            (root / ".gitignore").write_text("node_modules\n")
            (root / "node_modules").symlink_to(root / "packages")
            for command in (["init", "-q"], ["add", "-f", "node_modules"]):
                subprocess.run(["git", "-C", root, *command], check=True)
            self.assertEqual(len(tidy.check(root)), 1)

    def test_dialect_in_comments(self):
        for text, form in [
            ("// Whoever comes first waits.\n", "Whoever"),
            ("// A second one is none.\n", "is none"),
            ("// So long it is kept.\n", "So long"),
            ("// True when the text is no number.\n", "is no number"),
            ("/* The peer is told. */\n", "told"),
            ('f("a");  // Tells the others.\n', "Tells"),
            ("// He comes back.\n", "He"),
        ]:
            with self.subTest(text):
                self.one({"src/xlsx/CMakeLists.txt": "A.cpp\n", "src/xlsx/A.cpp": text}, form)
        self.one({"docs/a.md": "Nobody is told.\n"}, "told")
        self.one({"src/xlsx/sql/a.md": "who so long waits\n"}, "so long")

    def test_plain_words_pass(self):
        for text in [
            "// When there is none, there is no limit; it is no longer used.\n",
            "// The two are told apart; the colon tells one from the other.\n",
            'auto const text = "Whoever is told";\n',
            "// `he` is a name, as is the\n",
        ]:
            with self.subTest(text):
                files = {"src/xlsx/CMakeLists.txt": "A.cpp\n", "src/xlsx/A.cpp": text}
                self.assertEqual(self.faults(files), [])
        self.assertEqual(self.faults({"docs/a.md": "```\nso long\n```\n`told`\n"}), [])

    def test_long_line_of_a_document(self):
        long = "word " * 21 + "\n"
        self.one({"docs/a.md": long}, "docs/a.md:1: 105 columns")
        self.one({"docs/a.md": "- " + long}, "107 columns")
        self.assertEqual(self.faults({"docs/a.md": f"| {long}```\n{long}```\n"}), [])
        self.assertEqual(self.faults({"docs/a.md": "- " + "x" * 120 + "\n"}), [])


if __name__ == "__main__":
    unittest.main()
