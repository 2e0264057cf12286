#!/usr/bin/env bash
# Installs what the tests need, builds everything, runs every suite: ./test.sh [suite ...]
# The last line is "N passed, N failed", with ", N skipped" behind it when something was; the exit code is 0 only if nothing failed.
set -uo pipefail
cd "$(dirname "$0")"
all=(format core runtime storage scaleout mysql agent opengauss postgresql app cli endtoend durability web infra azure)
results=artifacts/tests
limit=1800 # seconds a suite may take
few=3      # so many failed tests of a suite are run again
lanes=2    # suites at a time: those with servers wait most of their time
# The two that start many database servers are not run beside each other: those would not answer in time.
order=(endtoend app mysql agent opengauss postgresql web cli storage scaleout format runtime core infra azure durability)
passed=0 failed=0 skipped=0

main() {
  local suites=("$@") suite
  [ $# -gt 0 ] || suites=("${all[@]}")
  for suite in "${suites[@]}"; do
    [[ " ${all[*]} " == *" $suite "* ]] || { echo "There is no suite '$suite'; there are: ${all[*]}." >&2; exit 2; }
  done
  trap 'exit 130' INT TERM
  rm -rf "$results"
  mkdir -p "$results"
  if prepare && build; then
    for suite in "${order[@]}"; do
      [[ " ${suites[*]} " == *" $suite "* ]] || continue
      [ "$(jobs -rp | wc -l)" -lt "$lanes" ] || wait -n
      run "$suite" &
    done
    wait
    for suite in "${suites[@]}"; do run_again "$suite"; done
    for suite in "${suites[@]}"; do sum "$suite"; done
  fi
  [ $((passed + failed)) -gt 0 ] || failed=1
  [ $skipped -eq 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed -eq 0 ]
}

# Database servers are no matter of this: the tests fetch and unpack them themselves.
prepare() {
  local missing=() need
  for need in ip:iproute2 setpriv:util-linux setsid:util-linux nsenter:util-linux npm:npm chromium:chromium sqlite3:sqlite3; do
    command -v "${need%:*}" >/dev/null || missing+=("${need#*:}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" -eq 0 ] || { count prepare 0 1 0 "Debian packages are missing and only root can install them: ${missing[*]}"; return 1; }
    echo "Installing ${missing[*]} ..."
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"; } >"$results/prepare.log" 2>&1 ||
      { tail -n 20 "$results/prepare.log"; count prepare 0 1 0 "apt-get failed"; return 1; }
  fi
  command -v dotnet >/dev/null || { count prepare 0 1 0 "there is no 'dotnet' in PATH; the .NET 10 SDK is needed"; return 1; }
  # The tests' own executables look for the runtime there.
  DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
  export DOTNET_ROOT DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  # A suite does not run long enough to get back what it costs to watch for what is hot.
  export DOTNET_TieredPGO=0
}

build() {
  echo "Building ..."
  if ! functions/web/build.sh >"$results/web-build.log" 2>&1; then
    tail -n 40 "$results/web-build.log"
    count build 0 1 0 "the web page was not built"
    return 1
  fi
  compile >"$results/build.log" 2>&1 && return
  grep -E 'error|warning' "$results/build.log" | sort -u | head -n 40
  count build 0 1 0 "it does not compile"
  return 1
}

# One compiler for all projects: started anew for each it would spend half of its time on getting warm. It does not outlive the build.
compile() {
  local code pipe=ham4db-test-$$
  dotnet build Ham4Db.Functions.sln -c Release -v quiet -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId=$pipe
  code=$?
  "$DOTNET_ROOT/sdk/$(dotnet --version)/Roslyn/bincore/VBCSCompiler" -shutdown -pipename:$pipe
  return $code
}

# run SUITE: in a process of its own; what it counts goes to a file, what it says is said at once when it ends
run() {
  passed=0 failed=0 skipped=0
  case $1 in
    format) run_format ;;
    azure) run_azure ;;
    *) run_suite "$1" ;;
  esac >"$results/$1.out"
  echo "$passed $failed $skipped" >"$results/$1.count"
  cat "$results/$1.out"
}

# run_again SUITE: Dozens of database servers on a busy machine do not always answer in time. A few tests that failed get a second run with the machine to themselves;
# one that passes then is said to be unsteady, by name, and is somebody's next work.
run_again() {
  local suite=$1 p f s test tests again=()
  [ -f "$results/$suite.xml" ] && read -r p f s <"$results/$suite.count" && [ "$f" -gt 0 ] || return 0
  mapfile -t tests < <(grep -o '<test [^>]*result="Fail"[^>]*' "$results/$suite.xml" | sed -E 's/.* type="([^"]*)".* method="([^"]*)".*/\1.\2/' | sort -u)
  [ "$f" -le $few ] && [ ${#tests[@]} -gt 0 ] || return 0
  for test in "${tests[@]}"; do again+=(-method "$test"); done
  "$(program "$suite")" -noColor -noLogo "${again[@]}" -result-xml "$results/$suite.again.xml" >"$results/$suite.again.log" 2>&1 || return 0
  [ "$(total passed "$results/$suite.again.xml")" -ge "$f" ] || return 0
  echo "$((p + f)) 0 $s" >"$results/$suite.count"
  printf '%-10s unsteady, passed when run again: %s\n' "$suite" "${tests[*]}"
}

program() { echo "tests/$1/bin/Release/net10.0/$(basename "tests/$1/"*.csproj .csproj)"; }

# sum SUITE: a suite that left no count has failed
sum() {
  local p=0 f=1 s=0
  [ ! -f "$results/$1.count" ] || read -r p f s <"$results/$1.count"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# count SUITE PASSED FAILED SKIPPED [REMARK]
count() {
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  local line
  printf -v line '%-10s %4d passed, %d failed' "$1" "$2" "$3"
  [ "$4" -eq 0 ] || line+=", $4 skipped"
  echo "$line${5:+ ($5)}"
}

# Styles and analyzers are the build's, where every warning is an error: what it does not see are white space, ends of lines, encodings and the order of usings.
run_format() {
  if dotnet format whitespace Ham4Db.Functions.sln --verify-no-changes --no-restore >"$results/format.log" 2>&1; then
    count format 1 0 0
  else
    grep -E 'error|warning' "$results/format.log" | sort -u | head -n 20
    count format 0 1 0 "run: dotnet format whitespace"
  fi
}

run_azure() {
  [ -x functions/azure/build.sh ] || return 0
  functions/azure/build.sh >"$results/azure.log" 2>&1
  case $? in
    0) count azure 1 0 0 ;;
    3) count azure 0 0 1 "$(tail -n 1 "$results/azure.log")" ;;
    *) tail -n 20 "$results/azure.log"; count azure 0 1 0 ;;
  esac
}

run_suite() {
  local suite=$1 code start=$SECONDS xml=$results/$1.xml log=$results/$1.log p=0 f=0 s=0 remark
  timeout --foreground --kill-after=10 "$limit" "$(program "$suite")" -noColor -noLogo -result-xml "$xml" >"$log" 2>&1
  code=$?
  if [ -f "$xml" ]; then
    p=$(total passed "$xml") f=$(($(total failed "$xml") + $(total errors "$xml"))) s=$(total skipped "$xml")
  fi
  remark="$((SECONDS - start)) s"
  # A suite that cannot tell how it went has failed, whatever else it says.
  if [ $code -eq 124 ] || [ $code -eq 137 ]; then
    f=$((f + 1)) remark="stopped after $limit s"
  elif [ ! -f "$xml" ] || { [ $code -ne 0 ] && [ "$f" -eq 0 ]; }; then
    f=$((f + 1)) remark="it ended with code $code and without a result"
  elif [ $((p + f)) -eq 0 ]; then
    f=1 remark="it ran no test"
  fi
  [ "$f" -eq 0 ] || grep -A 25 -E '\[FAIL\]|\[ERROR\]|[Ee]xception' "$log" | head -n 150
  count "$suite" "$p" "$f" "$s" "$remark"
}

# total COUNTER XML: the sum over the assemblies of a result file
total() {
  grep -o '<assembly [^>]*' "$2" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'
}

main "$@"
