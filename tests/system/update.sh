#!/usr/bin/env bash
# Updates from a stick through the real program: tests/scripts/update.txt upright and wide, on packs made
# with wendactl, then what it left behind.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets

"$build/wendactl" keygen -o "$work/office" >/dev/null
"$build/wendactl" keygen -o "$work/other" >/dev/null
stick=$work/stick/full
mkdir -p "$stick" "$work/stick/empty"

# version NAME SLOGAN: another version of the shipped activity.
version() {
    cp -r "$root/questions" "$1"
    sed -i "s/^口号: .*/口号: $2\n允许未签名: 是/" "$1/activity.txt"
}
version "$work/second" 第二版的活动
sed -i '0,/^解析: /s//解析: 改过的解析。/' "$work/second/quiz/patent.txt"
version "$stick/folder" 第三版的活动
version "$stick/broken" 第四版的活动
sed -i '0,/^答案: .*/s//答案: Z/' "$stick/broken/quiz/patent.txt"
# A question with a picture that only the pack has, and another wording in a questionnaire.
cp "$root/assets/icons/art-seal-stone.svg" "$work/second/media/new.svg"
cat >>"$work/second/quiz/patent.txt" <<'QUESTION'

99. 图上是哪一样东西？
A. 一方印章
B. 一盏灯
答案: A
题型: 单选
图片: media/new.svg
知识点: 专利
审核: 某某某 2026-11-22
编号: new-picture
QUESTION
sed -i '0,/^2\. .*/s//2. 改过的问法？/' "$work/second/survey/awareness.txt"
"$build/wendactl" pack "$work/second" -o "$stick/office.wenda" --key "$work/office.key" --serial 2 >/dev/null
"$build/wendactl" pack "$work/second" -o "$stick/other.wenda" --key "$work/other.key" --serial 9 >/dev/null

# A bank as it circulates, in the encoding of Windows; the last question has no answer.
iconv -f UTF-8 -t GB18030 >"$stick/局里的题库.txt" <<'BANK'
知识产权知识竞赛题库
一、单选题
1. 在我国，哪个部门受理专利申请？（ B ）
A. 市场监管总局
B. 国家知识产权局
C. 科学技术部
D. 商务部
2. 注册商标要标明注册，可以用哪个标记？（ C ）
A. 一个圈里写 P
B. 一个圈里写 C
C. 一个圈里写 R
D. 一个圈里写 T
二、判断题
3. 著作权自作品创作完成之日起产生。（ √ ）
4. 商业秘密要登记才受保护。
BANK

for window in 1080x1920 1920x1080; do
    run=$work/$window
    mkdir -p "$run/data"
    cp "$work/office.pub" "$run/data/trusted.pub"
    sed "s|usb STICK|usb $work/stick|" "$root/tests/scripts/update.txt" >"$run/script.txt"
    (cd "$root" && "$build/wenda" --data "$run/data" --script "$run/script.txt" --shots "${WENDA_SHOTS:-$run/shots}/$window" \
        --virtual-time --window "$window")

    # The errors are on the stick, for Windows: BOM, and a place that can be found.
    report=$(echo "$stick"/broken*检查结果*.txt)
    head -c 3 "$report" | cmp -s - <(printf '\xef\xbb\xbf')
    grep -q 'quiz/patent.txt:[0-9]' "$report"
    rm "$report"

    # The picture was found where the pack lay.
    if grep -F new.svg "$run/data/log/wenda.log"; then
        exit 1
    fi

    # The bank went in beside the others, reviewed by those who looked; what was done is in the chain.
    grep -q 第二版 "$run/data/activity/activity.txt"
    grep -q '^题库: .*usb-.*quiz/patent.txt' "$run/data/activity/activity.txt"
    grep -q '^审核: 展位工作人员' "$run"/data/activity/quiz/usb-*.txt
    test "$(grep -c '^答案' "$run"/data/activity/quiz/usb-*.txt)" = 3
    rm "$stick"/局里的题库*检查结果*.txt
    test ! -e "$run/data/update.tmp" && test ! -e "$run/data/update.src"
    "$build/wendactl" audit --data "$run/data" >/dev/null
done
