# How every chart of vloop looks. Before this: fmt = 'svg' | 'png' | 'pdf', and W, H, the size in
# pixels. After this the axes are those pixels, from the upper left corner; all positions were laid
# out before. The picture goes to standard output.
set encoding utf8
if (fmt eq 'png') set term pngcairo size W*1.5,H*1.5 font 'DejaVu Sans,10' fontscale 1.5 \
    linewidth 1.5 background rgb 'white' noenhanced
if (fmt eq 'svg') set term svg size W,H dynamic font 'DejaVu Sans,10' linewidth 1 \
    background 'white' noenhanced
if (fmt eq 'pdf') set term pdfcairo size W/110.0,H/110.0 font 'DejaVu Sans,10' fontscale 0.62 \
    linewidth 0.7 background rgb 'white' noenhanced
set datafile separator tab
set datafile commentschars ''
set datafile missing ''
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
unset border
unset tics
unset key
set xrange [0:W] noextend
set yrange [H:0] noextend
